/** What is seen of the picture, held outside of React: a pan redraws the canvas and nothing else. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react';
import { drawGraph, type Colours, type Marked } from './draw.ts';
import type { Placed } from './layout.ts';
import { firstView, fitView, viewWith, type Size, type View } from './view.ts';

export interface Stage {
  readonly change: (next: (view: View) => View) => void;
  readonly fit: () => void;
  /** Brings a node into sight. */
  readonly reveal: (key: string) => void;
  readonly view: () => View;
  readonly size: () => Size;
}

type Frame = RefObject<HTMLDivElement | null>;
type Canvas = RefObject<HTMLCanvasElement | null>;

export function useStage(frame: Frame, canvas: Canvas, placed: Placed, marked: Marked): Stage {
  const view = useRef<View>({ scale: 1, x: 0, y: 0 });
  const size = useRef<Size>({ width: 0, height: 0 });
  const latest = useRef({ placed, marked });
  const look = useRef<Look | null>(null);
  const waiting = useRef(0);
  const draw = useCallback(() => {
    if (waiting.current !== 0) return;
    waiting.current = requestAnimationFrame(() => {
      waiting.current = 0;
      const context = canvas.current?.getContext('2d');
      if (context === null || context === undefined || frame.current === null) return;
      look.current ??= readLook(frame.current);
      context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      drawGraph(context, { ...latest.current, view: view.current, size: size.current, ...look.current });
    });
  }, [canvas, frame]);
  useLayoutEffect(() => {
    latest.current = { placed, marked };
    draw();
  }, [placed, marked, draw]);
  const stage = useMemo<Stage>(() => {
    const show = (next: View) => {
      view.current = next;
      draw();
    };
    return {
      change: (next) => show(next(view.current)),
      fit: () => show(fitView(latest.current.placed, size.current)),
      reveal: (key) => {
        const node = latest.current.placed.byKey.get(key);
        if (node !== undefined && size.current.width > 0) show(viewWith(view.current, node, size.current));
      },
      view: () => view.current,
      size: () => size.current,
    };
  }, [draw]);
  const onSize = useCallback(
    (next: Size) => {
      const isFirst = size.current.width === 0;
      size.current = next;
      if (canvas.current !== null) fitCanvas(canvas.current, next);
      if (isFirst) stage.change(() => firstView(latest.current.placed, next));
      const chosen = latest.current.marked.node;
      if (isFirst && chosen !== null) stage.reveal(chosen);
      draw();
    },
    [canvas, stage, draw],
  );
  useSizeOf(frame, onSize);
  const onTheme = useCallback(() => {
    look.current = null;
    draw();
  }, [draw]);
  useTheme(onTheme);
  return stage;
}

/** As many dots as the screen has there. */
function fitCanvas(canvas: HTMLCanvasElement, { width, height }: Size): void {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(height * devicePixelRatio);
}

function useSizeOf(frame: Frame, onSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => onSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, onSize]);
}

function useTheme(onTheme: () => void): void {
  useEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', onTheme);
    const observer = new MutationObserver(onTheme);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      dark.removeEventListener('change', onTheme);
      observer.disconnect();
    };
  }, [onTheme]);
}

interface Look {
  readonly colours: Colours;
  readonly font: string;
}

/** A canvas knows no custom properties: an element is asked what they come to. */
function readLook(frame: HTMLElement): Look {
  const probe = frame.appendChild(document.createElement('span'));
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const colours: Colours = {
    card: colour('card'),
    ink: colour('ink'),
    soft: colour('soft'),
    edge: colour('edge'),
    wash: colour('wash'),
    accent: colour('accent'),
    accentWash: colour('accent-wash'),
    data: colour('data'),
  };
  const font = getComputedStyle(probe).fontFamily;
  probe.remove();
  return { colours, font };
}
