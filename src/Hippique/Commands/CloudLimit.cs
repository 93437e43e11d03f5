using System.CommandLine;
using Hippique.Hosting;

namespace Hippique.Commands;

/// <summary><c>--limit</c>: at most so many.</summary>
internal static class CloudLimit
{
    private const int Most = 10_000;

    /// <param name="description">Key of the text.</param>
    /// <param name="standard">If it is not typed.</param>
    public static Option<int> Create(string description, int standard)
    {
        var option = new Option<int>("--limit")
        {
            Description = Texts.Get(description),
            HelpName = "N",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number is < 1 or > Most)
                result.AddError(Texts.Get("cloud_limit_wrong", Most));
        });
        return option;
    }
}
