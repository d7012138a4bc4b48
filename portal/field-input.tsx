/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { FC } from 'hono/jsx';
import type { SlipField } from '../domain/confirmation.ts';
import { sexLabel, slipLabel } from '../domain/slip.ts';
import type { Claim } from './claim-form.ts';
import { wordsOf } from './layout.tsx';
import type { Frame } from './layout.tsx';

type Props = { frame: Frame; field: SlipField; current: string; claim: Claim; problem: string | null };

/** One field of a correction: what is recorded now, what is wrong with the answer, and its input. */
export const FieldInput: FC<Props> = (props) => {
  if (props.field === 'sex') return <SexInput {...props} />;
  if (props.field === 'birthDate') return <BirthDateInput {...props} />;
  return <TextInput {...props} />;
};

const Told: FC<Props> = ({ frame, field, current, problem }) => (
  <>
    <p class="hint" id={`${field}-hint`}>
      {wordsOf(frame).now}: <span lang="vi">{current}</span>
    </p>
    {problem !== null && (
      <p class="problem" id={`${field}-problem`}>
        {problem}
      </p>
    )}
  </>
);

const told = ({ field, problem }: Props) => (problem === null ? `${field}-hint` : `${field}-hint ${field}-problem`);
const mark = ({ problem }: Props) => (problem === null ? '' : 'wrong');

/** The keyboard that fits, without refusing what a phone pastes. */
const modes: Partial<Record<SlipField, 'numeric' | 'tel'>> = { personalNumber: 'numeric', guardianPhone: 'tel' };
const complete: Partial<Record<SlipField, string>> = { guardianPhone: 'tel', guardianName: 'name' };

const TextInput: FC<Props> = (props) => (
  <fieldset class={mark(props)}>
    <label class="text" for={props.field}>
      {slipLabel[props.field][props.frame.lang]}
    </label>
    <Told {...props} />
    <input
      type={props.field === 'guardianPhone' ? 'tel' : 'text'}
      id={props.field}
      name={props.field}
      value={props.claim.typed[props.field] ?? ''}
      inputmode={modes[props.field] ?? 'text'}
      autocomplete={complete[props.field] ?? 'off'}
      spellcheck={false}
      aria-describedby={told(props)}
      aria-invalid={props.problem === null ? 'false' : 'true'}
    />
  </fieldset>
);

const SexInput: FC<Props> = (props) => (
  <fieldset class={mark(props)} aria-describedby={told(props)}>
    <legend>{slipLabel.sex[props.frame.lang]}</legend>
    <Told {...props} />
    {(['male', 'female'] as const).map((value) => (
      <label class="tick" for={`sex-${value}`}>
        <input type="radio" id={`sex-${value}`} name="sex" value={value} checked={props.claim.typed['sex'] === value} />
        <span>{sexLabel[value][props.frame.lang]}</span>
      </label>
    ))}
  </fieldset>
);

const BirthDateInput: FC<Props> = (props) => (
  <fieldset class={mark(props)} aria-describedby={told(props)}>
    <legend>{slipLabel.birthDate[props.frame.lang]}</legend>
    <Told {...props} />
    <DateInputs frame={props.frame} name="birthDate" typed={props.claim.typed} wrong={props.problem !== null} />
  </fieldset>
);

/** Day, month, year as three inputs: a date picker is no way to a birthday eleven years ago. */
export const DateInputs: FC<{ frame: Frame; name: string; typed: Readonly<Record<string, string>>; wrong: boolean }> = ({
  frame,
  name,
  typed,
  wrong,
}) => {
  const w = wordsOf(frame);
  const parts = [
    ['day', w.day, 2],
    ['month', w.month, 2],
    ['year', w.year, 4],
  ] as const;
  return (
    <div class="date">
      {parts.map(([part, label, length]) => (
        <div class={part}>
          <label for={`${name}-${part}`}>{label}</label>
          <input
            type="text"
            id={`${name}-${part}`}
            name={`${name}-${part}`}
            value={typed[`${name}-${part}`] ?? ''}
            inputmode="numeric"
            maxlength={length}
            autocomplete="off"
            aria-invalid={wrong ? 'true' : 'false'}
          />
        </div>
      ))}
    </div>
  );
};
