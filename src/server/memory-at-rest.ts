/**
 * Gives memory back while nobody asks for anything. V8 collects when it needs room; a node that has just read a file or answered a
 * large list keeps the room it then needed until it needs more, for days where nothing happens. Every thread looks after its own heap.
 * Not here: a worker that starts anew after large work (`jobs/thread-gate.ts`).
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What it needs of the process. */
export interface HeapPort {
  /** Processor seconds of the process so far. */
  cpuSeconds(): number;
  /** Bytes of the heap of this thread that hold nothing, or nothing that was found to be needed. */
  spareBytes(): number;
  collect(): void;
}

/** One look: collects where the process rested since the last one and there is something to give. @returns the next state */
export interface RestState {
  readonly cpuSeconds: number;
  /** Collected, and at rest since. */
  readonly isDone: boolean;
}

/** Less than this share of a second of work per second is rest: clocks, a look at the queue every two seconds. */
const restingShare = 0.05;
const worthwhileBytes = 16 * 1024 * 1024;
const lookEverySeconds = 20;

export function lookAtRest(before: RestState, port: HeapPort, seconds: number = lookEverySeconds): RestState {
  const cpuSeconds = port.cpuSeconds();
  if (cpuSeconds - before.cpuSeconds > restingShare * seconds) return { cpuSeconds, isDone: false };
  if (before.isDone || port.spareBytes() < worthwhileBytes) return { cpuSeconds, isDone: before.isDone };
  port.collect();
  // Its own work does not count as somebody's.
  return { cpuSeconds: port.cpuSeconds(), isDone: true };
}

/** Looks every twenty seconds; keeps no process alive. @returns stops it */
export function giveMemoryBack(): () => void {
  const port = heapOfThread();
  let state: RestState = { cpuSeconds: port.cpuSeconds(), isDone: false };
  const timer = setInterval(() => (state = lookAtRest(state, port)), lookEverySeconds * 1_000);
  timer.unref();
  return () => clearInterval(timer);
}

function heapOfThread(): HeapPort {
  return {
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    spareBytes: () => {
      const { total_heap_size: committed, used_heap_size: used } = getHeapStatistics();
      return committed - used;
    },
    collect: () => {
      // Only a context that is made while the flag stands has the function. It stays: it is one of the process, which has several threads.
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      collect();
    },
  };
}
