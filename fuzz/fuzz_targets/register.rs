#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| samkoll_fuzz::register(bytes));
