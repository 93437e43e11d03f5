using System.CommandLine;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Exposure;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>hippique limits</c>: which limits of money hold now, and when a raise takes effect.</summary>
public static class LimitsCommand
{
    public static Command Create()
    {
        var command = new Command("limits", Texts.Get("limits"));
        command.SetAction((parsed, cancellationToken) => RunAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        using var place = ArtifactPlace.Open(settings.Data);
        var now = TimeProvider.System.GetUtcNow();
        var report = await new CooledLimits(place.Store, settings.Play.ForPhases()).LookAsync(now, cancellationToken);
        screen.Answer(report, told => Show(told, screen));
        return 0;
    }

    private static void Show(LimitsReport report, Screen screen)
    {
        screen.Say(report.InForce.IsNone ? Texts.Get("limits_none") : Words("limits_in_force", report.InForce));
        if (report.PausedUntil is { } paused)
            screen.Say(Texts.Get("limits_paused", ParisTime.ToParis(paused)));
        if (report.CooledAt is { } at)
        {
            screen.Say(Words("limits_configured", report.Configured));
            screen.Say(Texts.Get("limits_cooled", ParisTime.ToParis(at)));
        }
        if (!report.Chosen.IsNone || report.ChosenCooledAt is not null)
            screen.Say(Words("limits_chosen", report.Chosen));
        if (report.ChosenCooledAt is { } chosenAt)
            screen.Say(Texts.Get("limits_chosen_cooled", ParisTime.ToParis(chosenAt)));
        screen.Out.WriteLine(ResponsibleGambling.Paragraph);
    }

    private static string Words(string key, PlayLimits limits)
    {
        var words = new AccountWords(Texts.Culture);
        return Texts.Get(
            key,
            words.Money(limits.Daily),
            words.Money(limits.Weekly),
            words.Money(limits.DailyLoss),
            words.Money(limits.WeeklyLoss)
        );
    }
}
