/** How is the library that runs models kept from reporting to its makers? It is told before it is loaded: import this first. */

// ONNX Runtime 1.30 sends events to its makers on Linux and macOS, and writes an identifier of the device and a queue of events into the user's cache
// directory, unless this is set when its native part starts (https://github.com/microsoft/onnxruntime/pull/27379).
process.env['ORT_DISABLE_TELEMETRY'] = '1';
