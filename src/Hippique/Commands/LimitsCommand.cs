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
        var (inForce, configured, since) = await new CooledLimits(place.Store, settings.Play.ForPhases()).LookAsync(now, cancellationToken);
        var answer = new LimitsAnswer(inForce, configured, inForce == configured ? null : since + CooledLimits.CoolOff);
        screen.Answer(answer, told => Show(told, screen));
        return 0;
    }

    private static void Show(LimitsAnswer answer, Screen screen)
    {
        screen.Say(answer.InForce.IsNone ? Texts.Get("limits_none") : Words("limits_in_force", answer.InForce));
        if (answer.CooledAt is { } at)
        {
            screen.Say(Words("limits_configured", answer.Configured));
            screen.Say(Texts.Get("limits_cooled", ParisTime.ToParis(at)));
        }
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

    /// <summary>What <c>limits --json</c> answers.</summary>
    /// <param name="InForce">Those that hold now.</param>
    /// <param name="Configured">Those that are configured.</param>
    /// <param name="CooledAt">When they hold; null if they do.</param>
    private sealed record LimitsAnswer(PlayLimits InForce, PlayLimits Configured, DateTimeOffset? CooledAt);
}
