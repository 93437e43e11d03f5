using System.Text;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Tests.Shadow;
using Hippique.Orchestration.Trials;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Trials;

/// <summary>A trial of gpi-edge that was started on 28 February 2031 and is read on the thirteenth day after.</summary>
internal sealed class TrialBench
{
    public const int Days = 12;
    public static readonly DateOnly Until = InventedBooks.First.AddDays(Days);

    public IArtifactStore Store { get; } = new MemoryArtifactStore();
    public FakeTimeProvider Clock { get; } = new(ParisTime.At(InventedBooks.First.AddDays(-1), new TimeOnly(12, 0)));
    public TrialDesk Desk => new(Store, new ShadowFill(Store, new PlanStore(Store), SettlementSettings.OfReplay, Clock), Clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TrialOrder Order(string claim = "ROI > 0", int bets = 10, DateOnly? until = null) =>
        new()
        {
            RulesText = RuleSets.Text("gpi-edge"),
            Rules = RuleSets.Load("gpi-edge").Value,
            ModelText = GpiModels.ShippedText,
            Model = GpiModels.Default,
            ModelShipped = true,
            Until = until ?? Until,
            MinBets = bets,
            Claim = TrialClaim.Parse(claim).Value,
            Settings = PhaseBench.Settings,
        };

    public async Task<Trial> StartAsync(string claim = "ROI > 0", int bets = 10) =>
        (await Desk.StartAsync(Order(claim, bets), Cancel)).Value;

    /// <summary>What its book did on the days that count; see <see cref="InventedBooks"/>.</summary>
    public Task KeepAsync(Trial trial, string days) =>
        InventedBooks.KeepAsync(Store, $"trial-{trial.Id}", days, rules: trial.RulesSha256, model: trial.ModelSha256);

    public void Wait(DateOnly? until = null) => Clock.SetUtcNow(ParisTime.At(until ?? Until, new TimeOnly(9, 5)));

    public async Task<TrialVerdict> ReadAsync(Trial trial) => (await Desk.ReadAsync(trial.Id, "3.0.0", Cancel)).Value;

    /// <summary>What somebody does with an editor.</summary>
    public async Task ChangeAsync(string path, string from, string to)
    {
        var there = (await Store.GetAsync(path, Cancel))!;
        var text = Encoding.UTF8.GetString(there.Content.Span);
        text.ShouldContain(from);
        await Store.PutIfUnchangedAsync(
            path,
            Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)),
            there.Version,
            Cancel
        );
    }
}
