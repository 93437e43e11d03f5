namespace Hippique.GoogleCloud.Rest;

/// <summary>A call that its caller cannot do without failed, after the tries that were worth making.</summary>
public sealed class RestException(string call, RestError error) : Exception($"{call}: {error}")
{
    public RestError Error => error;
}
