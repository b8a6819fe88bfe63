/**
 * The graph as a picture that is panned, zoomed and walked with the keys. Drawn on a canvas (`draw.ts`); a screen reader hears the chosen
 * part from a status line, and finds everything in the list.
 */
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import type { Marked } from './draw.ts';
import type { Placed } from './layout.ts';
import { usePointer } from './use-pointer.ts';
import { useStage } from './use-stage.ts';
import { edgeAt, isArrow, nextEdge, nextNode, nodeAt, zoomAt, type Size, type View } from './view.ts';

export type Selection =
  | { readonly is: 'node'; readonly key: string }
  | { readonly is: 'edge'; readonly from: string; readonly to: string; readonly node: string };

export interface PictureKeys {
  readonly onOpen: () => void;
  readonly onRemove: () => void;
  readonly onAdd: () => void;
  readonly onConnect: () => void;
}

interface GraphPictureProps extends PictureKeys {
  readonly placed: Placed;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  readonly marked: Marked;
  readonly spoken: string;
}

export function GraphPicture({ placed, selection, onSelect, marked, spoken, ...keys }: GraphPictureProps) {
  const { m } = useApp();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useStage(frame, canvas, placed, marked);
  const chosen = selection === null ? null : selection.is === 'node' ? selection.key : selection.node;
  const { reveal } = stage;
  useEffect(() => {
    if (chosen !== null) reveal(chosen);
  }, [chosen, reveal]);
  usePointer(canvas, {
    onPan: (x, y) => stage.change((view) => ({ ...view, x: view.x + x, y: view.y + y })),
    onZoom: (factor, at) => stage.change((view) => zoomAt(view, factor, at)),
    onTap: (point) => {
      frame.current?.focus({ preventScroll: true });
      const node = nodeAt(placed, stage.view(), point);
      if (node !== undefined)
        return onSelect({ is: 'node', key: node.kind === 'assets' ? (ownerOf(placed, node.key) ?? node.key) : node.key });
      const edge = edgeAt(placed, stage.view(), point);
      onSelect(edge === undefined ? null : { is: 'edge', from: edge.from, to: edge.to, node: edge.to });
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actionOf(event, { placed, selection, onSelect, keys, change: stage.change, fit: stage.fit, size: stage.size });
    if (act === null) return;
    event.preventDefault();
    act();
  };
  const zoom = (factor: number) => stage.change((view) => zoomAt(view, factor, { x: stage.size().width / 2, y: stage.size().height / 2 }));
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden rounded-lg border border-line bg-card max-lg:h-[62dvh] max-lg:flex-none">
      <div
        ref={frame}
        role="application"
        aria-label={m.graph.pictureLabel}
        aria-describedby="graph-help"
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="absolute inset-0 -outline-offset-2"
      >
        <canvas ref={canvas} aria-hidden="true" className="size-full touch-none select-none" />
      </div>
      <p id="graph-help" className="sr-only">
        {m.graph.pictureHelp}
      </p>
      <p role="status" className="sr-only">
        {spoken}
      </p>
      <div className="no-print absolute end-3 bottom-3 flex gap-1.5">
        <Button isSmall aria-label={m.graph.zoomOut} onClick={() => zoom(0.7)}>
          −
        </Button>
        <Button isSmall aria-label={m.graph.zoomIn} onClick={() => zoom(1.4)}>
          +
        </Button>
        <Button isSmall onClick={stage.fit}>
          {m.graph.fit}
        </Button>
      </div>
    </div>
  );
}

/** A group of assets stands for the part it belongs to. */
function ownerOf(placed: Placed, group: string): string | undefined {
  return placed.edges.find(({ from }) => from === group)?.to;
}

interface KeyContext {
  readonly placed: Placed;
  readonly selection: Selection | null;
  readonly onSelect: (selection: Selection | null) => void;
  readonly keys: PictureKeys;
  readonly change: (next: (view: View) => View) => void;
  readonly fit: () => void;
  readonly size: () => Size;
}

const panPixels = 60;

function actionOf(event: KeyboardEvent, { placed, selection, onSelect, keys, change, fit, size }: KeyContext): (() => void) | null {
  const { key } = event;
  const node = selection === null ? null : selection.is === 'node' ? selection.key : selection.node;
  if (isArrow(key)) {
    if (event.shiftKey) {
      const x = key === 'ArrowLeft' ? panPixels : key === 'ArrowRight' ? -panPixels : 0;
      const y = key === 'ArrowUp' ? panPixels : key === 'ArrowDown' ? -panPixels : 0;
      return () => change((view) => ({ ...view, x: view.x + x, y: view.y + y }));
    }
    const next = nextNode(placed, node, key);
    return () => (next === undefined ? undefined : onSelect({ is: 'node', key: next.key }));
  }
  const zoom = (factor: number) => () => change((view) => zoomAt(view, factor, { x: size().width / 2, y: size().height / 2 }));
  switch (key) {
    case 'e':
    case 'E': {
      if (node === null) return null;
      const edge = nextEdge(placed, node, selection?.is === 'edge' ? selection : null, key === 'e' ? 1 : -1);
      return edge === undefined ? null : () => onSelect({ is: 'edge', from: edge.from, to: edge.to, node });
    }
    case 'Enter':
      return selection === null ? null : keys.onOpen;
    case 'Delete':
    case 'Backspace':
      return selection === null ? null : keys.onRemove;
    case 'Escape':
      return selection === null ? null : () => onSelect(selection.is === 'edge' ? { is: 'node', key: selection.node } : null);
    case 'a':
      return keys.onAdd;
    case 'c':
      return node === null ? null : keys.onConnect;
    case '+':
    case '=':
      return zoom(1.4);
    case '-':
      return zoom(0.7);
    case '0':
      return fit;
    default:
      return null;
  }
}
