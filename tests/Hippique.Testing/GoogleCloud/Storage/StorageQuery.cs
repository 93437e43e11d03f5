using System.Globalization;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>The preconditions that a request carries in its query.</summary>
/// <param name="Match">The generation that must be there; 0: none may be.</param>
/// <param name="NotMatch">The generation that must not be there; 0: one must be.</param>
/// <param name="MetaMatch">The generation of the metadata that must be there.</param>
internal sealed record StorageConditions(long? Match, long? NotMatch, long? MetaMatch)
{
    public static StorageConditions Of(IReadOnlyDictionary<string, string> query) =>
        new(Number(query, "ifGenerationMatch"), Number(query, "ifGenerationNotMatch"), Number(query, "ifMetagenerationMatch"));

    /// <exception cref="StorageError">412.</exception>
    public void Check(StoredObject? there)
    {
        if (
            (Match is { } match && match != (there?.Generation ?? 0))
            || (NotMatch is { } other && other == (there?.Generation ?? 0))
            || (MetaMatch is { } meta && meta != there?.Metageneration)
        )
            throw StorageError.Precondition();
    }

    public static long? Number(IReadOnlyDictionary<string, string> query, string name)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw StorageError.Bad($"Invalid value for parameter {name}: {text}");
    }
}
