# Wenjian: everything a person or CI does, as verbs. `make` lists them.

SWIFT ?= swift
BUILD_FLAGS ?=
WENJIAN = $(shell $(SWIFT) build -c release --show-bin-path)/wenjian
# The Debian packages that building needs, and the programs that read PDF and Word 97.
PACKAGES = libicu-dev libzstd-dev libxml2-dev zlib1g-dev pkg-config poppler-utils poppler-data antiword catdoc
# The command that needs no library of the machine it runs on, and what its linking needs beside them.
STATIC_DIR = .build/static
STATIC = $(STATIC_DIR)/wenjian
STATIC_FLAGS = --static-swift-stdlib -Xswiftc -static-executable -Xlinker -llzma -Xlinker -lstdc++ -Xlinker -lm
# What other languages call: libwenjian.so with Swift inside, wenjian.h and wenjian.pc.
LIBRARY_DIR = .build/library
PACKAGES_DIR = .build/packages
# The HTTP service, built with the package trait Server.
SERVER_DIR = .build/server
# Which of its builds is tested; release where that was built already.
SERVER_BUILD ?= debug
WHEEL_DIR = .build/wheel
PAGE_PICTURES = .build/page-pictures
# Three nodes of a real Elasticsearch for tests; Tools/cluster/README.md says what they are made of.
CLUSTER_DIR = .build/cluster
PREFIX ?= /usr/local
# The modules that walk mapped bytes.
POINTER_TESTS = Wenjian(Bytes|Postings|Dictionary|Store|Segment|Stream|Unicode)Tests
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: help deps build static library test-library test-mcp deb tarball install install-library uninstall wheel test-wheel clean-root demo test test-long simulate kill fuzz exact law golden lint format tables check-tables sanitize sanitize-thread sanitize-address test-release test-page benchmarks costs bench micro scale odd formats relevance docs clean cluster cluster-stop test-cluster server test-server load-server

help:
	@echo 'make demo       install what is missing, build, index Corpus/ into Index/, search it'
	@echo 'make static     one executable without shared libraries, for any Linux of this processor'
	@echo 'make server     wenjian-server, which `wenjian serve` runs; make test-server asks it over HTTP'
	@echo 'make load-server CORPUS=DIR   requests a second, slow clients and memory of wenjian-server'
	@echo 'make library    libwenjian.so for C and other languages; make test-library [VALGRIND=1] checks it'
	@echo 'make test-mcp   the server for assistants, asked by the official client; the transcript is .build/mcp-transcript.txt'
	@echo 'make wheel      the Python package, around the library; make test-wheel tests it in an environment of its own'
	@echo 'make deb tarball    packages of the command, into $(PACKAGES_DIR)/'
	@echo 'make install PREFIX=/usr/local DESTDIR=   also install-library, uninstall'
	@echo 'make clean-root unpack the packages in a bare Debian 12, index and search there'
	@echo 'make test       install what is missing, build, run the tests (debug, a few minutes)'
	@echo 'make test-long  the long property and damage runs (release)'
	@echo 'make test-release   the modules with pointers, optimized'
	@echo 'make simulate SEEDS=200   histories of an index on a disk that forgets and fails, each told by a seed'
	@echo 'make kill ROUNDS=1000     a writer killed at a random moment, again and again'
	@echo 'make fuzz SECONDS=60 TARGETS="query readers"   libFuzzer with Address Sanitizer, each target for so long'
	@echo 'make exact      12,000 queries over real corpora against a plain scan (needs ../shared)'
	@echo 'make law        2,000 random documents in every format against what a reader of them sees'
	@echo 'make bench CORPUS=DIR   speed and size beside other engines, into Benchmarks/Results/'
	@echo 'make benchmarks   build what measures'
	@echo 'make costs      instructions and allocations of queries and indexing, within 3 % of the recorded ones'
	@echo 'make scale CORPUS=DIR   curves over the size of the corpus; make odd: long and odd inputs'
	@echo 'make formats CORPUS=DIR   the same texts in every format, beside plain text'
	@echo 'make relevance  judged questions: how good the first ten answers are, beside BM25 and Lucene (needs ../shared)'
	@echo 'make micro CORPUS=DIR   the inner loops alone: speed, instructions, allocations'
	@echo 'make test-page  the page of wenjian-server in a headless Chromium; pictures of it, into $(PAGE_PICTURES)/'
	@echo 'make cluster    three real Elasticsearch nodes on loopback; make cluster-stop stops them'
	@echo 'make test-cluster   the suite of clusters against them, or against WENJIAN_CLUSTER_URL=http://…; RECORD=1 records anew'
	@echo 'make golden     write the golden index of this format version anew'
	@echo 'make tables     write the generated tables and unpackers anew from their sources'
	@echo 'make check-tables  compare the generated files with what their sources make'
	@echo 'make sanitize   concurrent suites under Thread Sanitizer, modules with pointers under Address Sanitizer'
	@echo 'make lint       check the formatting; make format mends it'
	@echo 'make docs       the documentation of the library, into .build/documentation'
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
	$(SWIFT) build -c release --product wenjian --static-swift-stdlib $(BUILD_FLAGS)

# A corpus with 100,000 hits is indexed by the debug build first. FLAGS are those of Tests/Page/run.py, as --many 2000.
test-page: PACKAGES += python3 python3-venv chromium chromium-driver fonts-noto-cjk
test-page: deps
	$(SWIFT) build --product wenjian $(BUILD_FLAGS)
	Tools/server/build.sh $(SERVER_BUILD) $(if $(filter release,$(SERVER_BUILD)),--static-swift-stdlib) $(BUILD_FLAGS)
	Tests/Page/run.sh "$$($(SWIFT) build --show-bin-path)/wenjian" .build/server/$(SERVER_BUILD)/wenjian-server $(PAGE_PICTURES) $(FLAGS)

# Debug and release are beside each other; Hummingbird and what it needs are pinned by Tools/server/Package.resolved.
server: deps
	Tools/server/build.sh release --static-swift-stdlib $(BUILD_FLAGS)

# PORT is the first of ten ports. schemathesis comes from PyPI, its report goes to .build/server-tests.
test-server: PACKAGES += python3 python3-venv curl
test-server: deps
	$(SWIFT) build --product wenjian $(BUILD_FLAGS)
	Tools/server/build.sh $(SERVER_BUILD) $(if $(filter release,$(SERVER_BUILD)),--static-swift-stdlib) $(BUILD_FLAGS)
	Tests/Server/run.sh "$$($(SWIFT) build --show-bin-path)/wenjian" $(SERVER_DIR)/$(SERVER_BUILD)/wenjian-server .build/server-tests

load-server: PACKAGES += python3 wrk
load-server: deps
	Benchmarks/server.sh $(CORPUS)

# The linker's warnings name look-ups of users and of shared libraries in code that is never called.
# Copied by strip, the file also starts faster than as the linker left it in the page cache.
static: PACKAGES += liblzma-dev
static: deps
	$(SWIFT) build -c release --product wenjian --scratch-path $(STATIC_DIR) $(STATIC_FLAGS) $(BUILD_FLAGS)
	strip -o $(STATIC) $(STATIC_DIR)/release/wenjian
	@if readelf -l $(STATIC) | grep -q INTERP; then echo '$(STATIC) still needs a loader' >&2; exit 1; fi
	@ls -l $(STATIC)

library: deps
	Tools/c-library/build.sh $(LIBRARY_DIR) $(BUILD_FLAGS)

# FORKS: how many children are forked while threads search.
test-library:
	Tests/CLibrary/run.sh $(LIBRARY_DIR) $(or $(FORKS),50) $(VALGRIND)

# By the client of PyPI, in an environment of its own.
test-mcp: PACKAGES += python3-venv
test-mcp: deps
	$(SWIFT) build --product wenjian $(BUILD_FLAGS)
	Tools/mcp-client/test.sh "$$($(SWIFT) build --show-bin-path)/wenjian"

# Linked in the machine's libraries, and so for this release of Debian.
deb: PACKAGES += dpkg-dev python3
deb: build
	Tools/packages/deb.sh $(WENJIAN) $(PACKAGES_DIR) $(wildcard $(SERVER_DIR)/release/wenjian-server)

tarball: PACKAGES += python3
tarball: static
	Tools/packages/tarball.sh $(STATIC) $(PACKAGES_DIR) $(wildcard $(SERVER_DIR)/release/wenjian-server)

# They build nothing, so that they can be called by root: `make build`, and `make server` and `make library` where they are
# wanted, come before.
install:
	DESTDIR=$(DESTDIR) Tools/packages/stage.sh $(WENJIAN) $(PREFIX) $(wildcard $(SERVER_DIR)/release/wenjian-server)
	Tools/packages/licences.sh $(DESTDIR)$(PREFIX)/share/doc/wenjian/licences dynamic

install-library:
	Tools/packages/stage-library.sh $(LIBRARY_DIR) '$(DESTDIR)' $(PREFIX)

# With the native library; see Tools/python-wheel for where it runs.
wheel: PACKAGES += python3-venv
wheel: library
	Tools/python-wheel/build.sh $(LIBRARY_DIR) $(WHEEL_DIR)

test-wheel:
	Tools/python-wheel/test.sh $(WHEEL_DIR)/*.whl

# What was built of deb, tarball, wheel and library.
clean-root: PACKAGES = mmdebstrap
clean-root: deps
	$(SUDO) Tools/clean-root/run.sh $(PACKAGES_DIR) $(WHEEL_DIR) $(LIBRARY_DIR)

uninstall:
	cd $(DESTDIR)$(PREFIX) && rm -f bin/wenjian bin/wenjian-server share/man/man1/wenjian.1 share/man/man1/wenjian-*.1 \
	  share/bash-completion/completions/wenjian share/zsh/site-functions/_wenjian share/fish/vendor_completions.d/wenjian.fish \
	  lib/libwenjian.so lib/libwenjian.so.* lib/pkgconfig/wenjian.pc include/wenjian.h
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/wenjian $(DESTDIR)$(PREFIX)/share/doc/libwenjian

demo: build
	$(WENJIAN) index Corpus --index Index --exclude README.md
	$(WENJIAN) search 第一书记 --index Index --limit 5

test: deps
	$(SWIFT) test $(BUILD_FLAGS)

test-long: deps
	WENJIAN_LONG=1 SWIFT_BACKTRACE=enable=no $(SWIFT) test -c release -Xswiftc -enable-testing $(BUILD_FLAGS)

# WENJIAN_SEED repeats a run, WENJIAN_SIMULATION_SEED one history.
simulate: deps
	WENJIAN_SIMULATE=$(or $(SEEDS),200) $(SWIFT) test -c release -Xswiftc -enable-testing --filter SimulationTests $(BUILD_FLAGS)

kill: deps
	WENJIAN_KILL=$(or $(ROUNDS),1000) $(SWIFT) test -c release -Xswiftc -enable-testing --filter KillTests $(BUILD_FLAGS)

fuzz: deps
	BUILD_FLAGS='$(BUILD_FLAGS)' Fuzz/fuzz.sh $(or $(SECONDS),60) $(TARGETS)

exact: deps
	WENJIAN_EXACT=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter Exactness $(BUILD_FLAGS)

# WENJIAN_LAW=docx,odt: these formats alone.
law: deps
	WENJIAN_LONG=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter 'Structure(Law|Query)Tests' $(BUILD_FLAGS)

golden: deps
	-WENJIAN_RECORD=1 $(SWIFT) test --filter Golden $(BUILD_FLAGS)

tables:
	python3 Tools/fold-table/generate.py
	python3 Tools/unpackers/generate.py
	python3 Tools/gap-codes/generate.py

# The tables of Unicode and of OpenCC are those of Debian 12.
check-tables: PACKAGES = python3 unicode-data opencc
check-tables: deps
	python3 Tools/fold-table/generate.py --check
	python3 Tools/unpackers/generate.py --check
	python3 Tools/gap-codes/generate.py --check

# Each is a build of its own. Leaks are not looked for: what a process caches is kept on purpose; and tests of SIGBUS want
# the signal, not a report of it.
sanitize: sanitize-thread sanitize-address

sanitize-thread: deps
	SWIFT_BACKTRACE=enable=no $(SWIFT) test --sanitize=thread -Xswiftc -DWENJIAN_POSIX_LOCKS --scratch-path .build/thread \
	  --filter 'WenjianThreadsTests|MergingSessionTests|RefreshTests|ConcurrencyTests|WenjianSegmentTests.MergeTests|DeletionTests' \
	  $(BUILD_FLAGS)

sanitize-address: deps
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0:handle_sigbus=0 $(SWIFT) test --sanitize=address --scratch-path .build/address \
	  --filter '$(POINTER_TESTS)' $(BUILD_FLAGS)

# Optimized, what is inlined and vectorized is another program.
test-release: deps
	SWIFT_BACKTRACE=enable=no $(SWIFT) test -c release -Xswiftc -enable-testing --filter '$(POINTER_TESTS)' $(BUILD_FLAGS)

# That they still build; nothing is measured.
benchmarks: deps
	$(SWIFT) build -c release --package-path Benchmarks --scratch-path .build/benchmarks --product wenjian-bench
	WENJIAN_MICRO=1 $(SWIFT) build -c release --scratch-path .build/benchmarks-micro --product wenjian-micro

# What queries and indexing cost, in instructions and allocations, beside the recorded budget; COSTS=record writes it anew.
costs: PACKAGES += valgrind gcc python3 binutils
costs: deps
	WENJIAN_MICRO=1 $(SWIFT) build -c release --scratch-path .build/benchmarks-micro --product wenjian-micro
	python3 Benchmarks/Costs/costs.py .build/benchmarks-micro/release/wenjian-micro $(or $(COSTS),check)

bench: deps
	Benchmarks/run.sh $(CORPUS)

micro: deps
	Benchmarks/Micro/micro.sh $(CORPUS)

scale: deps
	Benchmarks/scale.sh $(CORPUS)

odd: deps
	Benchmarks/odd.sh $(CORPUS)

# AGAINST=COMMAND compares with another build too; PEERS= asks no other engine.
relevance: build
	WENJIAN=$(WENJIAN) Benchmarks/relevance.sh $(AGAINST)

formats: deps
	Benchmarks/formats.sh $(CORPUS)

lint:
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Fuzz Examples Package.swift

format:
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Fuzz Examples Package.swift

# Pages of the library, made by the toolchain's DocC; a warning is an error.
docs: deps
	$(SWIFT) build $(BUILD_FLAGS)
	Tools/docs.sh .build/documentation

cluster: PACKAGES = openjdk-17-jdk-headless python3-pip unzip curl
cluster: deps
	@Tools/cluster/start.sh $(CLUSTER_DIR)

cluster-stop:
	Tools/cluster/stop.sh $(CLUSTER_DIR)

# Of a cluster that is given nothing is started.
test-cluster: deps
	url=$${WENJIAN_CLUSTER_URL:-$$($(MAKE) -s cluster | tail -1)} && \
	  WENJIAN_CLUSTER_URL=$$url $(if $(RECORD),WENJIAN_RECORD=1) $(SWIFT) test --filter WenjianClusterTests

clean:
	rm -rf .build
