using System.Globalization;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Doctor;

/// <summary>Each host that was asked today: how much of its day's requests is spent, by all processes of the data folder, and whether it is left alone now.</summary>
internal static class BudgetChecks
{
    public static async Task<IReadOnlyList<DoctorCheck>> RunAsync(
        HippiqueSettings settings,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var folder = Path.Combine(settings.Data.Folder, HostCounts.FolderName);
        try
        {
            var now = clock.GetUtcNow();
            var counts = await HostCounts.ReadAsync(folder, ParisTime.ProgrammeOf(now), clock, cancellationToken);
            return
            [
                .. counts.Select(count => Check(count, settings.Sources.RequestsPerDay)),
                .. counts.SelectMany(count => Waits(count, now)),
            ];
        }
        // That it cannot be read is what the user wants to know.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            return
            [
                new("budget", CheckState.Warning, Texts.Get("doctor_budget_unreadable", broken.Message), Texts.Get("doctor_disk_advice")),
            ];
        }
    }

    private static IEnumerable<DoctorCheck> Waits(HostCount count, DateTimeOffset now)
    {
        if (count.HeldUntil is { } asked && asked > now)
            yield return new(
                $"patience_{count.Host}",
                CheckState.Warning,
                Until("doctor_patience", asked),
                Texts.Get("doctor_patience_advice")
            );
        if (count.LeftAloneUntil is { } alone && alone > now)
            yield return new(
                $"circuit_{count.Host}",
                CheckState.Warning,
                Until("doctor_circuit", alone),
                Texts.Get("doctor_circuit_advice")
            );
    }

    private static string Until(string key, DateTimeOffset until) =>
        Texts.Get(key, ParisTime.ToParis(until).ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    private static DoctorCheck Check(HostCount count, int most)
    {
        var found = Texts.Get("doctor_budget", count.Requests, most);
        return HostBudget.IsScarce(count.Requests, most)
            ? new($"budget_{count.Host}", CheckState.Warning, found, Texts.Get("doctor_budget_advice"))
            : new($"budget_{count.Host}", CheckState.Ok, found);
    }
}
