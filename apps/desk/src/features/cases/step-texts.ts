import { defineTexts } from '../../i18n.ts';

export const useStepText = defineTexts('case-step', {
  confirm: ['确认对“{{title}}”办理“{{step}}”？', 'Take the step “{{step}}” on “{{title}}”?'],
  reload: ['看最新情况', 'See what changed'],
});
