/** Marks of annotations beneath the plot: their number in the list below, a line up, and a bar over the periods they last. */
import type { ChartGeometry, Frame } from './chart-geometry.ts';
import { marksOf, type AnnotationPlace } from './annotation-places.ts';

/** The height that the row of marks needs beneath the plot. */
export const annotationRowHeight = 20;

interface AnnotationMarksProps {
  readonly places: readonly AnnotationPlace[];
  readonly geometry: ChartGeometry;
  readonly frame: Frame;
}

export function AnnotationMarks({ places, geometry, frame }: AnnotationMarksProps) {
  const floor = frame.height - frame.bottom;
  const middle = floor + annotationRowHeight / 2 + 2;
  return (
    <g>
      {places
        .filter(({ first, last }) => last > first)
        .map(({ number, first, last }) => (
          <line key={number} x1={geometry.x(first)} x2={geometry.x(last)} y1={middle} y2={middle} className="stroke-edge" strokeWidth="3" />
        ))}
      {marksOf(places).map(({ index, label }) => {
        const x = geometry.x(index);
        const width = 9 + label.length * 6;
        return (
          <g key={index}>
            <line x1={x} x2={x} y1={frame.top} y2={floor} className="stroke-edge" strokeDasharray="1 3" />
            <rect x={x - width / 2} y={middle - 8} width={width} height={16} rx="3" className="fill-card stroke-ink" />
            <text x={x} y={middle + 4} textAnchor="middle" className="fill-ink">
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}
