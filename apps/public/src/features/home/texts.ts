import { defineTexts } from '@zhongzhi/web-kit';

export const home = defineTexts({
  title: ['身边的事，说一声', 'Something near you? Tell us'],
  about: [
    '有人受理、有时限、有答复，办得好不好由您说了算。',
    'It is accepted, has a deadline and gets an answer; whether it is solved is for you to say.',
  ],
  report: ['我要反映', 'Report a problem'],
});
