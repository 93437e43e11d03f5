using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pages;
using Hippique.Sources.Reads;
using Hippique.Sources.Recording;

namespace Hippique.Doctor;

/// <summary>Each source asked for today's programme, by the polite client and with one request; robots.txt is obeyed as always.</summary>
internal static class SourceChecks
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        IReadOnlyList<IRaceSource> sources,
        DateOnly today,
        Func<RecordedPages?> pages,
        LastReads reads,
        CancellationToken cancellationToken
    )
    {
        // What was there before this check is what tells since when something is wrong.
        var before = await Task.WhenAll(sources.Select(source => reads.OfAsync(source.Name, cancellationToken)));
        if (sources.Count == 0)
            return [new("sources", CheckState.Error, Texts.Get("doctor_sources_none"), Texts.Get("doctor_sources_none_advice"))];
        var answers = await Task.WhenAll(sources.Select(source => source.ProgrammeAsync(today, cancellationToken)));
        // One source that works carries the day; what the others lack is then no more than a warning.
        var alone = answers.All(answer => answer is SourceAnswer<Programme>.Refused) ? CheckState.Error : CheckState.Warning;
        var recorded = pages();
        return
        [
            .. sources
                .Zip(answers, (source, answer) => Check(source.Name, answer, alone, recorded))
                .Zip(before, (check, read) => check with { Found = $"{check.Found} {Read(read)}" }),
        ];
    }

    private static string Read(LastRead? read)
    {
        var parts = new (string Part, DateTimeOffset? At)[]
        {
            ("programme", read?.Programme),
            ("race", read?.Race),
            ("result", read?.Result),
        }
            .Where(part => part.At is not null)
            .Select(part => Texts.Get($"doctor_read_{part.Part}", ParisTime.ToParis(part.At!.Value)))
            .ToList();
        return parts.Count == 0 ? Texts.Get("doctor_read_never") : Texts.Get("doctor_read", string.Join(", ", parts));
    }

    private static DoctorCheck Check(string source, SourceAnswer<Programme> answer, CheckState failing, RecordedPages? pages)
    {
        var name = $"source_{source}";
        var missing = UnseenPages.Of(source);
        var unseen = missing.Count == 0 ? "" : " " + Texts.Get("doctor_source_unseen", string.Join(", ", missing));
        switch (answer)
        {
            case SourceAnswer<Programme>.Found { Value: var programme }:
                var requests = pages?.All.Count(exchange => IsOf(programme, exchange)) ?? 0;
                return new(name, CheckState.Ok, Texts.Get("doctor_source_ok", programme.Races.Count, requests) + unseen);
            case SourceAnswer<Programme>.Refused { Error: var error }:
                var advice = error.Kind switch
                {
                    SourceErrorKind.Robots or SourceErrorKind.Forbidden => "doctor_source_refuses",
                    SourceErrorKind.TooManyRequests => "doctor_source_too_often",
                    SourceErrorKind.CircuitOpen => "doctor_source_circuit_open",
                    SourceErrorKind.BudgetSpent => "doctor_budget_advice",
                    SourceErrorKind.Changed or SourceErrorKind.WrongPage or SourceErrorKind.Foreign or SourceErrorKind.Malformed =>
                        "doctor_source_changed",
                    SourceErrorKind.NotOffered or SourceErrorKind.NotFound => "doctor_source_not_offered",
                    _ => "doctor_source_unreachable",
                };
                return new(name, failing, ProblemText.Of(error) + unseen, Texts.Get(advice, source.ToUpperInvariant()));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static bool IsOf(Programme programme, RecordedExchange exchange) =>
        !exchange.IsUnsent
        && programme.Races.Count > 0
        && Uri.TryCreate(exchange.Url, UriKind.Absolute, out var asked)
        && Uri.TryCreate(programme.Races[0].Link.Url, UriKind.Absolute, out var link)
        && string.Equals(Site(asked), Site(link), StringComparison.OrdinalIgnoreCase);

    // www.pmu.fr and online.turfinfo.api.pmu.fr are one operator's.
    private static string Site(Uri address) => string.Join('.', address.IdnHost.Split('.').TakeLast(2));
}
