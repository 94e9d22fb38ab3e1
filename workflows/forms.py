"""The shape of what people type about deputies."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.days import DayField
from core.models import User
from workflows.models import WorkDay, WorkHours


class DeputationForm(forms.Form):
    """Whole days, first and last included; the action wants a half-open period of moments."""

    deputy = forms.ModelChoiceField(
        label=_("Người làm thay"), queryset=User.objects.none(), empty_label=_("Chọn người trong cơ quan")
    )
    first = DayField(label=_("Từ ngày"))
    last = DayField(label=_("Đến hết ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: Đơn nghỉ phép ngày 20/01/2026"),
    )
    amount_cap = forms.IntegerField(
        label=_("Mức tiền tối đa (đồng)"),
        required=False,
        min_value=0,
        max_value=10**15,
        help_text=_("Việc vượt mức này vẫn chờ chính người vắng. Để trống nếu không giới hạn."),
    )

    def __init__(self, *args, colleagues, absents, **kwargs):
        """absents: whose absence this person may fill in, oneself first; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = colleagues
        self.fields["first"].initial = timezone.localdate()
        self.absents = {str(person.pk): person for person in absents}
        if len(absents) > 1:
            choices = [(person.pk, str(person)) for person in absents]
            field = forms.ChoiceField(label=_("Người vắng"), choices=choices, initial=absents[0].pk)
            self.fields = {"absent": field} | self.fields

    def who_is_away(self):
        """Who will be away."""
        return self.absents[self.cleaned_data.get("absent") or next(iter(self.absents))]

    def period(self):
        """(starts, ends): midnight of the first day, midnight after the last."""
        midnight = [datetime.combine(self.cleaned_data[name], time.min) for name in ("first", "last")]
        return timezone.make_aware(midnight[0]), timezone.make_aware(midnight[1] + timedelta(days=1))


class WorkDaysForm(forms.Form):
    """One day, or a stretch of days, on which an office does not keep its week."""

    first = DayField(label=_("Ngày"))
    last = DayField(label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chỉ một ngày."))
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=WorkDay.Kind,
        error_messages={"invalid_choice": _("Hãy chọn một loại trong danh sách.")},
    )
    name = forms.CharField(
        label=_("Tên"), max_length=80, help_text=_("Đứng sau chữ “vì nghỉ” trong câu báo hạn, ví dụ Tết.")
    )
    legal_ref = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False, help_text=_("Số, ngày của văn bản quyết định.")
    )
    is_estimated = forms.BooleanField(label=_("Mới dự kiến, chưa có văn bản"), required=False)

    def said(self):
        """What the action is told about each day."""
        return {name: self.cleaned_data[name] for name in ("kind", "name", "legal_ref")} | {"status": self.status()}

    def status(self):
        is_estimated = self.cleaned_data["is_estimated"]
        return WorkDay.Status.ESTIMATED if is_estimated else WorkDay.Status.CONFIRMED


class WorkDayForm(WorkDaysForm):
    """A day that is marked already: its date stands."""

    first = last = None


class HoursForm(forms.Form):
    """The week of an office: for each weekday up to two stretches, as 07:30."""

    PARTS = (("morning", _("Sáng")), ("afternoon", _("Chiều")))

    def __init__(self, *args, week, **kwargs):
        super().__init__(*args, **kwargs)
        for weekday, label in WorkHours.WEEKDAYS:
            hours = dict(enumerate(_in_parts(week.get(weekday, ()))))
            for number, (part, said) in enumerate(self.PARTS):
                starts, ends = hours.get(number) or (None, None)
                self.fields[f"{part}_from_{weekday}"] = _clock(f"{label}, {said}, {_('từ')}", starts)
                self.fields[f"{part}_to_{weekday}"] = _clock(f"{label}, {said}, {_('đến')}", ends)

    def rows(self):
        """[(weekday in words, [(from field, to field), …])] for the table."""
        return [
            (label, [(self[f"{part}_from_{day}"], self[f"{part}_to_{day}"]) for part, _said in self.PARTS])
            for day, label in WorkHours.WEEKDAYS
        ]

    def clean(self):
        """Both ends of a stretch or none, and the end after the beginning."""
        for weekday, _label in WorkHours.WEEKDAYS:
            for part, _said in self.PARTS:
                self._check(f"{part}_from_{weekday}", f"{part}_to_{weekday}")
        return self.cleaned_data

    def _check(self, first, last):
        if first in self.errors or last in self.errors:
            return
        starts, ends = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if (starts is None) != (ends is None):
            self.add_error(last if ends is None else first, _("Điền đủ giờ bắt đầu và giờ kết thúc."))
        elif starts and ends <= starts:
            self.add_error(last, _("Giờ kết thúc phải sau giờ bắt đầu."))

    def week(self):
        """{weekday: [(starts, ends), …]} as the action wants it."""
        typed = self.cleaned_data
        return {
            day: [
                (typed[f"{part}_from_{day}"], typed[f"{part}_to_{day}"])
                for part, _said in self.PARTS
                if typed[f"{part}_from_{day}"]
            ]
            for day, _label in WorkHours.WEEKDAYS
        }


def _in_parts(hours):
    """A single stretch that begins after noon stands under the afternoon."""
    hours = list(hours)
    return [None, hours[0]] if len(hours) == 1 and hours[0][0] >= time(12) else hours


def _clock(label, value):
    widget = forms.TimeInput(
        format="%H:%M", attrs={"inputmode": "numeric", "placeholder": "hh:mm", "size": 5, "maxlength": 5}
    )
    errors = {"invalid": _("Ghi giờ:phút, ví dụ 07:30.")}
    return forms.TimeField(label=label, required=False, initial=value, widget=widget, error_messages=errors)
