// The plain values of the library have a target of their own, so that the targets below this one take and give them too.
// They are part of this library: whoever imports it has them, and so does every file of it.

@_exported public import WenjianModel
