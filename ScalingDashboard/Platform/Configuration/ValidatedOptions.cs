namespace ScalingDashboard.Platform.Configuration;

/// <summary>Settings that are bound once, checked at start, and name their key when they are wrong.</summary>
public static class ValidatedOptions
{
    /// <summary>Binds <typeparamref name="T"/> to a configuration section and checks its annotations before anything starts.</summary>
    public static IServiceCollection AddValidatedOptions<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
