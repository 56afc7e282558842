"""One verb a file: a plain function that does it, and under it the click wrapper. Only commands compose layers."""
