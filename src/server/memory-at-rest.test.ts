import { expect, test } from 'vitest';
import { lookAtRest, type HeapPort } from './memory-at-rest.ts';

const megabytes = 1024 * 1024;

function heap({ cpuSeconds = 0, spareBytes = 40 * megabytes } = {}) {
  const state = { cpuSeconds, spareBytes, collected: 0 };
  const port: HeapPort = {
    cpuSeconds: () => state.cpuSeconds,
    spareBytes: () => state.spareBytes,
    collect: () => {
      state.collected += 1;
      state.cpuSeconds += 2;
      state.spareBytes = 1 * megabytes;
    },
  };
  return { state, port };
}

test('a process that rested gives back once, and again only after it has worked', () => {
  const { state, port } = heap();
  let rest = lookAtRest({ cpuSeconds: 0, isDone: false }, port, 20);
  expect(state.collected).toBe(1);
  state.spareBytes = 40 * megabytes;
  rest = lookAtRest(rest, port, 20);
  expect(state.collected).toBe(1);
  state.cpuSeconds += 5;
  rest = lookAtRest(rest, port, 20);
  expect(state.collected).toBe(1);
  lookAtRest(rest, port, 20);
  expect(state.collected).toBe(2);
});

test('who works is left alone, and so is a heap with little to give', () => {
  const working = heap({ cpuSeconds: 3 });
  lookAtRest({ cpuSeconds: 0, isDone: false }, working.port, 20);
  expect(working.state.collected).toBe(0);
  const small = heap({ spareBytes: 4 * megabytes });
  expect(lookAtRest({ cpuSeconds: 0, isDone: false }, small.port, 20).isDone).toBe(false);
  expect(small.state.collected).toBe(0);
});
