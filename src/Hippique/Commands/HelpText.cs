using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Hippique.Explaining;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary>What the library prints for <c>--help</c>: in the user's language, at most 80 columns wide, also in a pipe.</summary>
internal static class HelpText
{
    // The library has these in English only. Of the same length, so that its columns stay where they are.
    private static readonly (string English, string French)[] Own =
    [
        ("(REQUIRED)", "(requis)  "),
        ("[default: ", "[défaut : "),
        ("[command] [options]", "[commande] [options]"),
    ];

    public static RootCommand WithHelp(this RootCommand root)
    {
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption { Action: HelpAction help }:
                    option.Description = Texts.Get("cli_help");
                    help.MaxWidth = WrappedText.Width;
                    if (Texts.Culture.TwoLetterISOLanguageName == "fr")
                        option.Action = new FrenchHelp(help);
                    break;
                case VersionOption:
                    option.Description = Texts.Get("cli_version");
                    break;
            }
        }
        return root;
    }

    /// <summary>The library's own help with its last English words put into French.</summary>
    internal static string InFrench(string help) =>
        Own.Aggregate(help, (text, word) => text.Replace(word.English, word.French, StringComparison.Ordinal));

    private sealed class FrenchHelp(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var invocation = parseResult.InvocationConfiguration;
            var output = invocation.Output;
            using var text = new StringWriter();
            invocation.Output = text;
            var code = help.Invoke(parseResult);
            invocation.Output = output;
            output.Write(InFrench(text.ToString()));
            return code;
        }
    }
}
