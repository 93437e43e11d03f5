using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Replay;
using Hippique.Testing;
using Hippique.Testing.Replay;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>The views of a recorded day, which have to be opened before they can be looked at.</summary>
internal static class ReplayedViews
{
    private static readonly DateOnly Day = new(2025, 11, 20);

    /// <returns>Path, and what can only be read there in French and in English.</returns>
    public static async Task<IReadOnlyList<(string Path, string French, string English)>> OfAsync(ServiceUnderTest service)
    {
        await InventedRecording.WriteAsync(service.Folder, Day, TestContext.Current.CancellationToken);
        var desk = service.Services.GetRequiredService<ReplayDesk>();
        var sandbox = desk.Open(new SandboxOrder(Day, "gpi-v5.1", 60))!;
        var compared = new ComparisonOrder(Day, "gpi-v5.1", "gpi-edge");
        desk.Compare(compared);
        await BoundedWait.UntilAsync(() => sandbox.Mark.State == SandboxState.Running && desk.Find(compared)!.Result is not null);
        return
        [
            ("/replay", "Regarder une journée", "Watch a day"),
            (sandbox.Mark.Path, "rien n’est joué", "nothing is played"),
            (compared.Path, "Une journée ne montre pas", "One day shows nothing"),
        ];
    }
}
