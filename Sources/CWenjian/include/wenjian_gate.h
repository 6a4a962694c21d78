/* Keeps fork(2) apart from calls of the C library. Not installed. */

#ifndef WENJIAN_GATE_H
#define WENJIAN_GATE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Around each call: between them no other thread forks. Not for calls inside a call. */
void cwenjian_call_begin(void);
void cwenjian_call_end(void);

#ifdef __cplusplus
}
#endif

#endif
