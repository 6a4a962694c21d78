#ifndef LIBRARY_TEST_H
#define LIBRARY_TEST_H

/* Calls the C library with what it should take and what it should refuse. `directory` is empty; `forks` children are forked
 * while threads search. Prints what fails; returns how many checks did. */
int library_test(const char *directory, int forks);

#endif
