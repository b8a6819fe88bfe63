/** Shapes of a drawing as paths of SVG. */
import { fills, strokes, type Shape } from './draw-chart.ts';

export function shapesSvg(shapes: readonly Shape[]): string {
  const drawn = shapes.map((shape) => {
    if (shape.kind === 'fill') {
      const edge = shape.isEdged
        ? ` stroke="${shape.look === 'hollow' ? grey(0.1) : '#fff'}" stroke-width="${shape.look === 'hollow' ? 1 : 0.6}"`
        : '';
      return `<path d="${shape.path}" fill="${grey(fills[shape.look])}"${edge}/>`;
    }
    const { width: weight, dash, grey: level } = strokes[shape.look];
    const dashes = dash === null ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
    return `<path d="${shape.path}" fill="none" stroke="${grey(level)}" stroke-width="${weight}"${dashes}/>`;
  });
  return drawn.join('');
}

/** @param level 0 black to 1 white */
function grey(level: number): string {
  const part = Math.round(level * 255)
    .toString(16)
    .padStart(2, '0');
  return `#${part}${part}${part}`;
}
