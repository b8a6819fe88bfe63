/** Courses that files named, for whoever may discard one that came by mistake; each after a question. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrainingJson } from '#contract/endpoints/training.ts';
import { client } from '../../../app/api.ts';
import { useApp } from '../../../app/context.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Question } from '../question.tsx';
import { keepTraining } from './training-queries.ts';

type Course = TrainingJson['courses'][number];

export function CoursesCard({ training }: { readonly training: TrainingJson }) {
  const { m, f } = useApp();
  const [asked, setAsked] = useState<Course | null>(null);
  const discard = useMutation({
    mutationFn: (id: string) => client.training.discardCourse({ params: { id } }),
    onSuccess: (answer) => {
      keepTraining(answer);
      setAsked(null);
    },
  });
  if (training.courses.length === 0) return null;
  const close = () => {
    setAsked(null);
    discard.reset();
  };
  const isRequired = ({ name }: Course) =>
    training.requirements.some(({ course, toOn }) => course === name && (toOn === null || toOn > f.today()));
  return (
    <Card title={m.training.courses}>
      <p className="text-small text-soft">{m.training.coursesText}</p>
      <ul className="mt-3 grid gap-2">
        {training.courses.map((course) => (
          <li key={course.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
            <span className="wrap-break-word">{course.name}</span>
            <Button kind="quiet" aria-label={m.training.discardOf(course.name)} onClick={() => setAsked(course)}>
              {m.training.discard}
            </Button>
          </li>
        ))}
      </ul>
      {asked === null ? null : (
        <Question
          title={m.training.discardAsk(asked.name)}
          yes={m.training.discard}
          work={{ error: discard.error, isPending: discard.isPending, mutate: () => discard.mutate(asked.id) }}
          onClose={close}
        >
          {isRequired(asked) ? <p className="font-medium">{m.training.discardAsked}</p> : null}
          <p>{m.training.discardSure}</p>
        </Question>
      )}
    </Card>
  );
}
