using System.CommandLine;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Results;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary><c>hippique settle [--date D] [--race R1C3]</c>: what <c>POST /results</c> does.</summary>
public static class SettleCommand
{
    public static Command Create()
    {
        var date = DateOption.CreateText("settle_date");
        var race = new Option<string?>("--race") { Description = Texts.Get("settle_race") };
        var command = new Command("settle", Texts.Get("settle")) { date, race };
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(new ResultsRequest(null, parsed.GetValue(date), parsed.GetValue(race)), Screen.Of(parsed), cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(ResultsRequest request, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        request = request with { Date = request.Date ?? RehearsalFolder.TextOfDay(settings.Data.Folder) };
        var read = new SettleOrderReader([], TimeProvider.System).Read(request);
        if (!read.TryGet(out var order))
            return screen.Fail(read.Error);
        await using var work = await LocalWork.OpenAsync(settings, screen);
        if (work.Service is { } service)
        {
            var answer = await service.PostAsync<ResultsAnswer>("/results", request, cancellationToken);
            return answer.TryGet(out var there) ? Show(there, screen) : screen.Fail(answer.Error);
        }
        var result = await work.RecordAsync(
            ActionKind.Results,
            ResultsAnswer.CorrelationIdOf(order),
            () => work.Get<SettleHandler>().SettleAsync(order, cancellationToken),
            LocalResults.Of,
            cancellationToken
        );
        return result switch
        {
            SettleResult.Settled settled => Show(ResultsAnswer.Of(settled, ResultsAnswer.CorrelationIdOf(order)), screen),
            SettleResult.Unknown unknown => screen.Fail(unknown.Why),
            var other => throw new InvalidOperationException($"nothing to show for {other.GetType().Name}"),
        };
    }

    private static int Show(ResultsAnswer answer, Screen screen)
    {
        screen.Json(answer);
        foreach (var line in new SettlementLines(Texts.Culture).Of(answer))
            screen.Out.WriteLine(line);
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
        return answer.Ok ? 0 : 1;
    }
}
