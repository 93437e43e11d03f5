using System.CommandLine;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Messages;

namespace Hippique.Commands;

/// <summary><c>hippique notify test [--to RECEIVER] [--json]</c>: a test message to each configured receiver; exit code 0 if all have accepted it, else 1.</summary>
public static class NotifyCommand
{
    public static Command Create() => new("notify", Texts.Get("cli_notify")) { CreateTest() };

    private static Command CreateTest()
    {
        var to = new Option<string?>("--to") { Description = Texts.Get("cli_notify_to"), HelpName = "webhook|ntfy|telegram|mail|push" };
        var command = new Command("test", Texts.Get("cli_notify_test")) { to };
        command.SetAction((parsed, cancellationToken) => TestAsync(parsed.GetValue(to), Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> TestAsync(string? to, Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        using var place = ArtifactPlace.Open(settings.Data);
        var answer = await TestRound.SendAsync(settings.Notify, to, place.Store, new NewsWords(Texts.Culture), cancellationToken);
        if (answer.Receivers.Count == 0)
            return screen.Fail(to is null ? Texts.Get("notify_nobody") : Texts.Get("notify_not_configured", to));
        screen.Answer(
            answer,
            told =>
            {
                foreach (var line in told.Receivers.SelectMany(receiver => WrappedText.Of(Line(receiver), "")))
                    screen.Out.WriteLine(line);
            }
        );
        return answer.Ok ? 0 : 1;
    }

    private static string Line(ReceiverAnswer receiver) =>
        receiver.Answer switch
        {
            TestVerdict.Accepted => Texts.Get("notify_accepted", receiver.Receiver, receiver.Place),
            TestVerdict.Refused => Texts.Get("notify_refused", receiver.Receiver, receiver.Place, receiver.Why),
            _ => Texts.Get("notify_later", receiver.Receiver, receiver.Place, receiver.Why),
        };
}
