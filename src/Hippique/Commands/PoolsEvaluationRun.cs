using Hippique.Calculators;
using Hippique.Hosting;
using Hippique.Orchestration.Calibration;
using Hippique.Orchestration.Calibration.Pools;
using Hippique.Orchestration.Planning;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique evaluate --pools</c>: what bets that are priced from the money in the pools claimed and what they returned, from files, the program's own days, or both.</summary>
internal static class PoolsEvaluationRun
{
    public static async Task<int> RunAsync(Screen screen, PoolsOrder order, CancellationToken cancellationToken)
    {
        var discipline = DisciplineName.Parse(order.Discipline);
        if (!discipline.IsOk)
            return screen.Fail(discipline.Error);
        if (order.To < order.From)
            return screen.Fail(Texts.Get("evaluate_days_wrong", order.From, order.To));
        var model = EvaluateCommand.ModelOf(order.Model);
        if (!model.IsOk)
            return screen.Fail(model.Error);
        var dividends = order.Dividends.Count == 0 ? null : DividendFiles.Read(order.Dividends, cancellationToken);
        var files = order.Files.Count == 0 ? null : PoolFiles.Read(order.Files, dividends, discipline.Value, cancellationToken);
        var recorded = order.HasRecordings ? await RecordedAsync(screen, order, cancellationToken) : null;
        var result = PoolsEvaluation.Of(model.Value, files, recorded, cancellationToken);
        screen.Answer(result, told => new PoolsReport(screen).Write(told));
        return result.Refused.Count == 0 ? 0 : screen.Fail(result.Refused);
    }

    private static async Task<PoolRecording> RecordedAsync(Screen screen, PoolsOrder order, CancellationToken cancellationToken)
    {
        using var place = ArtifactPlace.Open(order.Data);
        RehearsalWords.Say(place.Rehearsal, screen.Out);
        return await new PoolRecordings(place.Store, new PlanStore(place.Store)).ReadAsync(
            order.From ?? DateOnly.MinValue,
            order.To ?? DateOnly.MaxValue,
            cancellationToken
        );
    }
}
