"""The wheel holds a shared library that any Python 3 calls by ctypes: its tag is that of the platform alone."""

import os

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel


class LibraryDistribution(Distribution):
    def has_ext_modules(self):
        return True


class LibraryWheel(bdist_wheel):
    def get_tag(self):
        return ("py3", "none", super().get_tag()[2])


setup(
    version=os.environ["WENJIAN_VERSION"], distclass=LibraryDistribution, cmdclass={"bdist_wheel": LibraryWheel}
)
