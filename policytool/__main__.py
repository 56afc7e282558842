"""python -m policytool"""

from policytool.cli import start

if __name__ == "__main__":
    start()
