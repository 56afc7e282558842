"""Decided facts -> what people see. Renderers decide nothing about policy and open no file."""
