export { Bars, percent, Rates, type BarsProps, type RatesProps } from './charts/bars.tsx';
export { dueWords, spanWords, type DueTone } from './due.ts';
export { DistrictMap, type DistrictMapProps, type MapPoint } from './map/district-map.tsx';
export { ringsOf, type Outline, type Place } from './map/view.ts';
export { Button, LinkButton, type ButtonProps, type ButtonTone } from './parts/button.tsx';
export { Card, type CardProps } from './parts/card.tsx';
export {
  Checkbox,
  RadioCards,
  StarGrade,
  type CheckboxProps,
  type RadioCardsProps,
  type StarGradeProps,
} from './parts/choices.tsx';
export { Dialog, type DialogProps } from './parts/dialog.tsx';
export { Field, useFieldLinks, type FieldProps } from './parts/field.tsx';
export { Icon, type IconName } from './parts/icon.tsx';
export {
  Select,
  TextArea,
  TextInput,
  type SelectProps,
  type TextAreaProps,
  type TextInputProps,
} from './parts/inputs.tsx';
export { PhotoPicker, Photos, type Photo, type PhotoPickerProps, type PhotosProps } from './parts/photos.tsx';
export { Steps, Timeline, type Moment, type StepsProps } from './parts/progress.tsx';
export { BottomNav, Footer, TopBar, type NavEntry, type TopBarProps } from './parts/shell.tsx';
export { EmptyState, ErrorState, Loading, Notice, Pager } from './parts/states.tsx';
export { Tabs, type TabsProps } from './parts/tabs.tsx';
export { DueTag, StatusTag, useNow, type DueTagProps, type Tone } from './parts/tags.tsx';
export { TOAST_SECONDS, ToastProvider, useToast } from './parts/toast.tsx';
export { cx } from './cx.ts';
export { UI_WORDS, UiLanguage, useWords, type UiWords } from './words.ts';
