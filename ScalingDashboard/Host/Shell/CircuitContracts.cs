using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.JSInterop;

namespace ScalingDashboard.Host.Shell;

/// <summary>
/// The contracts by which an open page speaks JSON with its browser. Each page has options of its own, and the serializer keeps for them a
/// contract of each type that is sent, and of each interface of these types, because one of them might name its descendants: some fifty for
/// a number, a text and two dictionaries, a fifth of what an open page costs. None of the interfaces of .NET itself does.
/// </summary>
internal sealed class CircuitContracts : IJsonTypeInfoResolver
{
    private static readonly CircuitContracts Shared = new();

    private readonly DefaultJsonTypeInfoResolver _usual = new();

    /// <returns>Null for an interface of .NET itself: nothing is sent or read by one.</returns>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type.IsInterface && type.Assembly == typeof(object).Assembly ? null : _usual.GetTypeInfo(type, options);

    /// <summary>For all pages; to be called when the framework has added its services.</summary>
    public static void Use(IServiceCollection services)
    {
        var runtime = services.Last(service => service.ServiceType == typeof(IJSRuntime)).ImplementationType!;
        services.AddScoped<IJSRuntime>(provider =>
        {
            var made = (JSRuntime)ActivatorUtilities.CreateInstance(provider, runtime);
            OptionsOf(made).TypeInfoResolver = Shared;
            return made;
        });
    }

    // For those who derive from it; the framework's runtime for circuits can not be derived from.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_JsonSerializerOptions")]
    private static extern JsonSerializerOptions OptionsOf(JSRuntime runtime);
}
