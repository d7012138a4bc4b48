import { expect, it } from 'vitest';
import { assert as checkAll, constantFrom, integer, property } from 'fast-check';
import { checkAnswers } from '../domain/form.ts';
import { plans } from '../plans/index-of-plans.ts';
import { fillForm } from './fill-form.ts';

const filling = { seed: 7, words: ['hp-2023', 'S0001'], today: '2023-05-04', unitName: 'Trường Mầm non Hoa Mai', careless: false };
const forms = plans.flatMap((plan) => plan.steps.flatMap((step) => step.duties.map((duty) => duty.form)));

it('fills every form of every plan so that nothing is refused', () => {
  checkAll(property(constantFrom(...forms), integer(), (form, seed) => {
    expect(checkAnswers(form, fillForm(form, { ...filling, seed }), 1)).toEqual([]);
  }));
});

it('leaves out something required when careless', () => {
  const form = forms.find((one) => one.some((field) => field.required && field.type !== 'file')) ?? [];
  expect(checkAnswers(form, fillForm(form, { ...filling, careless: true }), 1).length).toBeGreaterThan(0);
});
