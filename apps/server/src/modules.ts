import { answers } from '@zhongzhi/answers/module';
import { appeals } from '@zhongzhi/appeals/module';
import { beans } from '@zhongzhi/beans/module';
import { calendar } from '@zhongzhi/calendar/module';
import { casework } from '@zhongzhi/casework/module';
import { certificates } from '@zhongzhi/certificates/module';
import { circles } from '@zhongzhi/circles/module';
import { directory } from '@zhongzhi/directory/module';
import { feedback } from '@zhongzhi/feedback/module';
import { files } from '@zhongzhi/files/module';
import { identity } from '@zhongzhi/identity/module';
import { housekeeping, type Module } from '@zhongzhi/kernel';
import { notices } from '@zhongzhi/notices/module';
import { open311 } from '@zhongzhi/open311/module';
import { privacy } from '@zhongzhi/privacy/module';
import { supervision } from '@zhongzhi/supervision/module';
import { volunteering } from '@zhongzhi/volunteering/module';
import { volunteers } from '@zhongzhi/volunteers/module';
import { whistles } from '@zhongzhi/whistles/module';

/** The one list of modules: the platform is their sum. A later module may build on those above it. */
export const modules: readonly Module[] = [
  housekeeping,
  calendar,
  directory,
  notices,
  identity,
  files,
  privacy,
  casework,
  appeals,
  whistles,
  supervision,
  feedback,
  open311,
  volunteers,
  circles,
  beans,
  certificates,
  volunteering,
  answers,
];
