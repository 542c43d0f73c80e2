//! The law and the workflows of activité partielle: no I/O, no clock, compiles to WASM
