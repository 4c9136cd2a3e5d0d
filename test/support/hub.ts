// Files of tests share a process here. Were the hub first asked for while a test fakes the timers, it would never come,
// for none of them: so it is there before any.
import '../../src/status/hub.ts'
