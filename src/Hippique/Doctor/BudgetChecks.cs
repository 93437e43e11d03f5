using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Doctor;

/// <summary>Each host that was asked today: how much of its day's requests is spent, by all processes of the data folder.</summary>
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
            var counts = await HostCounts.ReadAsync(folder, ParisTime.ProgrammeOf(clock.GetUtcNow()), clock, cancellationToken);
            return [.. counts.Select(count => Check(count, settings.Sources.RequestsPerDay))];
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

    private static DoctorCheck Check(HostCount count, int most)
    {
        var found = Texts.Get("doctor_budget", count.Requests, most);
        return HostBudget.IsScarce(count.Requests, most)
            ? new($"budget_{count.Host}", CheckState.Warning, found, Texts.Get("doctor_budget_advice"))
            : new($"budget_{count.Host}", CheckState.Ok, found);
    }
}
