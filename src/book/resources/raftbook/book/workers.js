// How workers get the library: what campaign.js and search.js have in common. Their pages load it, and so do their workers.
//
//   LibraryWorkers.bring(script, name): in a worker, a promise of the library; a script has it under a name
//   LibraryWorkers.start(own, answer, factory): in a page, a worker; it runs the page's own script, or, as a file, answer(library)
'use strict';

(() => {
  /** As WebAssembly, which is faster; as JavaScript, where the browser or the page's policy has none. */
  async function bring(script, name) {
    try {
      importScripts('worlds-wasm.js');
      return (await TeaVM.wasmGC.load('worlds.wasm')).exports;
    } catch (problem) {
      importScripts(script);
      return self[name];
    }
  }

  /** A page that was opened as a file cannot tell a worker where the library is, but what it is. */
  function start(own, answer, factory) {
    if (location.protocol !== 'file:') {
      return new Worker(own);
    }
    const text = `(${answer})((${factory})({}));`;
    const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    return worker;
  }

  self.LibraryWorkers = { bring, start };
})();
