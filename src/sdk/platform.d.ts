// The few things every JavaScript platform has that the language library does not declare.
declare class TextDecoder {
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string;
}
interface AbortSignal {
  readonly aborted: boolean;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
