// The writer has a target of its own, so that the targets below this one can write themselves too. It is part of this
// library: whoever imports it has it.

@_exported public import WenjianJSONText
