# Wenjian: everything a person or CI does, as verbs. `make` lists them.

SWIFT ?= swift
BUILD_FLAGS ?=
WENJIAN = $(shell $(SWIFT) build -c release --show-bin-path)/wenjian
# The Debian packages that building needs, and the programs that read PDF and Word 97.
PACKAGES = libicu-dev libzstd-dev libxml2-dev zlib1g-dev pkg-config poppler-utils poppler-data antiword catdoc
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help deps build demo test test-long exact golden lint format tables bench clean

help:
	@echo 'make demo       install what is missing, build, index Corpus/ into Index/, search it'
	@echo 'make test       install what is missing, build, run the tests (debug, a few minutes)'
	@echo 'make test-long  the long property and damage runs (release)'
	@echo 'make exact      12,000 queries over real corpora against a plain scan (needs ../shared)'
	@echo 'make bench CORPUS=DIR   speed and size beside other engines, into Benchmarks/Results/'
	@echo 'make golden     write the golden index of this format version anew'
	@echo 'make tables     write the generated tables and unpackers anew from their sources'
	@echo 'make lint       check the formatting; make format mends it'
	@echo 'make clean'

deps:
	@missing=; for p in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$p"; \
	done; \
	if [ -n "$$missing" ]; then \
	  echo "installing$$missing"; \
	  $(SUDO) apt-get update -qq && $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; \
	fi

build: deps
	$(SWIFT) build -c release --product wenjian $(BUILD_FLAGS)

demo: build
	$(WENJIAN) index Corpus --index Index --exclude README.md
	$(WENJIAN) search 第一书记 --index Index --limit 5

test: deps
	$(SWIFT) test $(BUILD_FLAGS)

test-long: deps
	WENJIAN_LONG=1 SWIFT_BACKTRACE=enable=no $(SWIFT) test -c release -Xswiftc -enable-testing $(BUILD_FLAGS)

exact: deps
	WENJIAN_EXACT=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter Exactness $(BUILD_FLAGS)

golden: deps
	-WENJIAN_RECORD=1 $(SWIFT) test --filter Golden $(BUILD_FLAGS)

tables:
	python3 Tools/fold-table/generate.py
	python3 Tools/unpackers/generate.py
	python3 Tools/gap-codes/generate.py

bench: build
	Benchmarks/run.sh $(CORPUS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

clean:
	rm -rf .build
