#pragma once

/// Installs what says a word before the signals of a trap end the process: without memory that is all that Swift does.
/// When the system had no memory left the process ends with `status`, else by the signal. Signals that have a handler
/// already are left alone.
void csignals_explain_traps(int status);
