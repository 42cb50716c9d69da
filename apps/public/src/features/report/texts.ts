import { defineTexts } from '@zhongzhi/web-kit';

export const reportTexts = defineTexts({
  title: ['反映问题', 'Report a problem'],
  about: ['三步说清楚：拍一拍、在哪里、什么事。', 'Three steps: show it, place it, say it.'],
  photos: ['拍照片', 'Photos'],
  place: ['在哪里', 'Where'],
  words: ['什么事', 'What'],
  photosTitle: ['拍下问题', 'Show the problem'],
  noPhotos: ['没有照片也可以，直接下一步。', 'Photos are not needed; go on without.'],
  placeTitle: ['问题在哪里', 'Where is it'],
  placeAbout: [
    '在地图上点一下，或者只选社区。位置越准，处理越快。',
    'Tap the map, or choose the community alone. The more exact, the sooner it is handled.',
  ],
  wordsTitle: ['是什么事', 'What is the matter'],
  next: ['下一步', 'Next'],
  back: ['上一步', 'Back'],
  send: ['提交', 'Send'],
  sending: ['正在提交…', 'Sending…'],
  looking: ['正在看有没有同样的反映…', 'Looking for reports of the same…'],
  nearest: ['离您标的位置最近的社区：{name}', 'The community nearest to your mark: {name}'],
  similarTitle: ['附近已经有人反映过类似的事', 'Something similar was reported nearby'],
  similarAbout: [
    '如果是同一件事，加入就行：不用等重新受理，办理进展一样会告诉您。',
    'If it is the same, join it: you will be told of its progress just as well.',
  ],
  join: ['就是这件，加入同诉', 'It is this one: join it'],
  joinOf: ['就是这件，加入同诉：{title}', 'It is this one, join it: {title}'],
  notThese: ['都不是，继续提交', 'None of these: send mine'],
  joined: ['已加入同诉，进展会告诉您。', 'You joined it; you will be told of its progress.'],
  emergency: [
    '有人身危险、火灾、犯罪，请马上拨打 110、119、120，不要在这里等。',
    'In danger of life, fire or crime call 110, 119 or 120 at once.',
  ],
  notOpen: ['现在不能提交，请稍后再来。', 'Reports cannot be taken now; please come again later.'],
});
