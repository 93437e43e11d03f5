using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Orchestration.Balances;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>Which days a verb is about: <c>--month</c>, or <c>--from</c> and <c>--to</c>, of which one is enough; all without.</summary>
internal sealed class DayRangeOptions
{
    private readonly Option<string?> _month = new("--month") { Description = Texts.Get("export_month"), HelpName = "YYYY-MM" };
    private readonly Option<DateOnly?> _from = DateOption.Create("export_from", "--from");
    private readonly Option<DateOnly?> _to = DateOption.Create("export_to", "--to");

    public IReadOnlyList<Option> All => [_month, _from, _to];

    public ParseResult<DayRange> Of(ParseResult parsed)
    {
        var (from, to) = (parsed.GetValue(_from), parsed.GetValue(_to));
        if (parsed.GetValue(_month) is { } month)
            return from is null && to is null
                ? MonthText.Parse(month).Convert(DayRange.OfMonth)
                : ParseResult<DayRange>.Fail(Texts.Said("export_month_alone"));
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        return first <= last
            ? ParseResult<DayRange>.Ok(new DayRange(first, last))
            : ParseResult<DayRange>.Fail(Texts.Said("evaluate_days_wrong", first, last));
    }
}
