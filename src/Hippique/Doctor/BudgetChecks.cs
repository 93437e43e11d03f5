using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Doctor;

/// <summary>Each host that was asked today: how much of its day's requests is spent, by all processes of the installation, and until when it is not asked.</summary>
internal static class BudgetChecks
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        ISourceStore store,
        int requestsPerDay,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var now = clock.GetUtcNow();
            var counts = await HostCounts.ReadAsync(store, ParisTime.ProgrammeOf(now), cancellationToken);
            return [.. counts.Select(count => Check(count, requestsPerDay)), .. counts.SelectMany(count => Waits(count, now))];
        }
        // That it cannot be read is what the user wants to know.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return
            [
                new(
                    "budget",
                    CheckState.Warning,
                    Texts.Get("doctor_budget_unreadable", FileProblem.Of(broken)),
                    Texts.Get("doctor_disk_advice")
                ),
            ];
        }
    }

    private static IEnumerable<DoctorCheck> Waits(HostCount count, DateTimeOffset now)
    {
        if (count.HeldUntil is { } asked && asked > now)
            yield return new(
                $"patience_{count.Host}",
                CheckState.Warning,
                Until("doctor_retry_after", asked),
                Texts.Get("doctor_retry_after_advice")
            );
        if (count.CircuitOpenUntil is { } open && open > now)
            yield return new(
                $"circuit_{count.Host}",
                CheckState.Warning,
                Until("doctor_circuit", open),
                Texts.Get("doctor_circuit_advice")
            );
    }

    private static string Until(string key, DateTimeOffset until) =>
        Texts.Get(key, ParisTime.ToParis(until).ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    private static DoctorCheck Check(HostCount count, int most)
    {
        var found = Texts.Get("doctor_budget", count.Requests, most);
        if (count.PastDayRequests > 0)
            found = Texts.Get("doctor_budget_past", found, count.PastDayRequests);
        return HostBudget.IsScarce(count.Requests, most)
            ? new($"budget_{count.Host}", CheckState.Warning, found, Texts.Get("doctor_budget_advice"))
            : new($"budget_{count.Host}", CheckState.Ok, found);
    }
}
